// What the music of this device is heard through, how loud it may be made in the room, and what one listens on before.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Sheet {
    id: sheet

    required property SoundView sound

    title: qsTr("listen.sound")
    sheetWidth: 960
    onOpenChanged: if (open) sound.look()

    Scroller {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredHeight: column.implicitHeight
        contentHeight: column.implicitHeight

        ColumnLayout {
            id: column

            width: parent.width
            spacing: 12

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.near

                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: 2

                    Say { Layout.fillWidth: true; kind: "strong"; wrapMode: Text.Wrap; text: qsTr("listen.ceiling") }
                    Say { objectName: "sound.ceiling.note"; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: sheet.sound.ceiling_note }
                }
                Button { objectName: "sound.lower"; kind: "round"; glyph: "minus"; enabled: sheet.sound.can_lower; text: qsTr("listen.lower"); onClicked: sheet.sound.change_ceiling(-1) }
                Say { objectName: "sound.ceiling"; Layout.preferredWidth: 90 * Theme.factor; horizontalAlignment: Text.AlignHCenter; figures: true; kind: "title"; text: sheet.sound.ceiling }
                Button { objectName: "sound.raise"; kind: "round"; glyph: "plus"; enabled: sheet.sound.can_raise; text: qsTr("listen.raise"); onClicked: sheet.sound.change_ceiling(1) }
            }

            FieldError { objectName: "sound.error"; Layout.fillWidth: true; text: sheet.sound.form.general }
            Say { objectName: "sound.told"; visible: text !== ""; Layout.fillWidth: true; kind: "caption"; wrapMode: Text.Wrap; text: sheet.sound.told }

            GridLayout {
                Layout.fillWidth: true
                columns: column.width < 480 * Theme.factor ? 1 : 2
                columnSpacing: Theme.gap
                rowSpacing: Theme.gap

                DeviceList { name: "sound.room"; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; title: qsTr("listen.room_on"); rows: sheet.sound.rooms; onPicked: key => sheet.sound.play_through(key) }
                DeviceList { name: "sound.listen"; Layout.fillWidth: true; Layout.alignment: Qt.AlignTop; title: qsTr("listen.listen_on"); rows: sheet.sound.listens; onPicked: key => sheet.sound.listen_on(key) }
            }
        }
    }
}
