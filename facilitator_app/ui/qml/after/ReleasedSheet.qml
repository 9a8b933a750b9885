// What was released about a person, the latest first; a release that stands can be withdrawn for a reason.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property ReleasedView released

    objectName: "released"
    title: released?.title ?? ""
    sheetWidth: 760
    tall: true
    open: released?.is_open ?? false
    onClosed: released.close()

    ScrollList {
        id: list

        objectName: "released.list"
        Layout.fillWidth: true
        Layout.fillHeight: true
        spacing: Theme.near
        model: sheet.released?.rows ?? null

        delegate: Rectangle {
            id: row

            required property string key
            required property string told
            required property string about
            required property string became
            required property bool open
            readonly property bool choosing: sheet.released?.choosing === row.key

            objectName: "released." + key
            width: list.width
            implicitHeight: words.implicitHeight + 2 * 14
            height: implicitHeight
            radius: Theme.corner
            color: Theme.raised
            Accessible.role: Accessible.Grouping
            Accessible.name: told + ", " + about + (became === "" ? "" : ", " + became)

            ColumnLayout {
                id: words

                anchors { left: parent.left; right: parent.right; top: parent.top; margins: 14 }
                spacing: 6

                Say { objectName: "released.told." + row.key; Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: row.told }
                Say { Layout.fillWidth: true; kind: "caption"; figures: true; wrapMode: Text.Wrap; text: row.about }
                Say { objectName: "released.became." + row.key; visible: text !== ""; Layout.fillWidth: true; wrapMode: Text.Wrap; color: Theme.soon; text: row.became }
                Button { objectName: "released.choose." + row.key; visible: row.open && !row.choosing; kind: "plain"; glyph: "undo"; text: qsTr("release.withdraw_this"); onClicked: sheet.released.choose(row.key) }

                Loader {
                    active: row.choosing
                    visible: active
                    Layout.fillWidth: true
                    sourceComponent: ColumnLayout {
                        spacing: Theme.near

                        Field { id: reason; objectName: "released.reason"; Layout.fillWidth: true; label: qsTr("release.withdraw_reason"); error: sheet.released?.form.errors.reason ?? "" }
                        Say { visible: text !== ""; Layout.fillWidth: true; wrapMode: Text.Wrap; color: Theme.attention; text: sheet.released?.form.general ?? "" }

                        Flow {
                            Layout.fillWidth: true
                            spacing: Theme.near

                            Button { objectName: "released.withdraw"; text: qsTr("release.withdraw"); onClicked: sheet.released.withdraw(reason.text) }
                            Button { kind: "plain"; text: qsTr("after.cancel"); onClicked: sheet.released.choose("") }
                        }
                    }
                }
            }
        }
    }

    actions: [
        Say { visible: sheet.released?.is_whole ?? false; kind: "caption"; text: qsTr("release.whole") },
        Button { objectName: "released.everywhere"; visible: !(sheet.released?.is_whole ?? true); text: qsTr("release.everywhere"); onClicked: sheet.released.look_everywhere() }
    ]
}
