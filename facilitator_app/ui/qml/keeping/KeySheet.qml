// The key of the record: changed when somebody has left, and the code on paper made anew.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property Home home
    readonly property KeyView key: home.key as KeyView

    objectName: "key"
    open: key.open
    title: qsTr("key_ui.title")
    sheetWidth: 860
    onClosed: key.close()

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        implicitHeight: column.implicitHeight
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width
            spacing: Theme.gap

            Say { objectName: "key.owed"; visible: text !== ""; Layout.fillWidth: true; kind: "strong"; text: sheet.key.owed; wrapMode: Text.Wrap }
            Say { objectName: "key.about"; Layout.fillWidth: true; text: sheet.key.about; wrapMode: Text.Wrap; lineHeight: 1.25 }
            Say { objectName: "key.left_out"; visible: text !== ""; Layout.fillWidth: true; text: sheet.key.left_out; wrapMode: Text.Wrap; lineHeight: 1.2 }
            Button { objectName: "key.change"; kind: "primary"; glyph: "key"; enabled: !sheet.key.form.busy; text: qsTr("key_ui.change"); onClicked: sheet.key.change() }

            Rectangle { Layout.fillWidth: true; implicitHeight: 1; color: Theme.line }

            Say { Layout.fillWidth: true; text: qsTr("key_ui.code_about"); color: Theme.mid; wrapMode: Text.Wrap; lineHeight: 1.2 }
            Button { objectName: "key.code.make"; visible: sheet.key.code === ""; text: qsTr("key_ui.code_make"); onClicked: sheet.key.make_code() }

            Panel {
                visible: sheet.key.code !== ""
                Layout.fillWidth: true
                implicitHeight: code.implicitHeight + 40

                Say { id: code; objectName: "key.code"; anchors { left: parent.left; right: parent.right; margins: 20; verticalCenter: parent.verticalCenter } kind: "heading"; horizontalAlignment: Text.AlignHCenter; wrapMode: Text.Wrap; font.letterSpacing: 2; text: sheet.key.code }
            }

            Flow {
                visible: sheet.key.code !== ""
                Layout.fillWidth: true
                spacing: Theme.near

                Button { objectName: "key.code.written"; kind: "primary"; glyph: "check"; text: qsTr("ui.start.written"); onClicked: sheet.key.written_down() }
                Button { objectName: "key.code.pdf"; glyph: "pdf"; text: qsTr("ui.start.pdf"); onClicked: sheet.key.keep_code() }
            }
        }
    }

    Say { objectName: "key.said"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; text: sheet.key.said; wrapMode: Text.Wrap }
    FieldError { objectName: "key.error"; Layout.fillWidth: true; text: sheet.key.form.general }
}
