// What waits for one person; the chosen thing shows what can be done about it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Scroller {
    id: part

    required property AfterPage page
    required property Shell shell

    contentHeight: column.implicitHeight + 8

    ColumnLayout {
        id: column

        width: parent.width - 12
        spacing: 8

        Say { objectName: "waits.nothing"; visible: part.page.items.length === 0; Layout.fillWidth: true; color: Theme.mid; text: qsTr("desk.nothing"); wrapMode: Text.Wrap }

        Repeater {
            model: part.page.items

            ColumnLayout {
                id: item

                required property var modelData
                readonly property bool on: part.page.chosen === modelData.key

                Layout.fillWidth: true
                spacing: 8

                Opening { open: item.on }
                ListRow {
                    objectName: "waits." + item.modelData.key
                    Layout.fillWidth: true
                    glyph: item.modelData.glyph
                    text: item.modelData.text
                    note: item.modelData.note
                    Accessible.checkable: true
                    Accessible.checked: item.on
                    onClicked: part.page.choose(item.modelData.key)
                }

                ItemActs { visible: item.on; active: item.on; page: part.page; shell: part.shell; act: item.modelData.act; release: item.modelData.release; Layout.fillWidth: true; Layout.leftMargin: 28; Layout.bottomMargin: 8 }
            }
        }

        FieldError { objectName: "waits.general"; Layout.fillWidth: true; text: part.page.form.general }
    }
}
